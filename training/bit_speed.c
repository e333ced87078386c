/* One 3 x 3 layer as a matrix product with K-bit activations and one-bit weights, bit by bit: sum over planes p of 2^p (2 popcount(a_p AND w) - popcount(a_p)).
   XNOR-Net's counting (Rastegari et al. 2016) for activations >= 0, DoReFa-Net's for more bits (Zhou et al. 2016, equation 3).
   Needs AVX-512 VPOPCNTDQ. Built and timed by bit_speed.py; an experiment, no part of the app. */
#include <immintrin.h>
#include <stdint.h>

/* a: rows x bits planes of `words` 64-byte words; w: columns x words, a set bit = +1; out: rows x columns.
   Rows a multiple of 2, columns of 4. Weights stay in the first cache while two rows pass over them. */
void bit_product(const __m512i *a, const __m512i *w, int32_t *out, int rows, int columns, int words, int bits) {
  for (int m = 0; m < rows; m += 2) {
    const __m512i *a0 = a + (int64_t)m * bits * words, *a1 = a0 + (int64_t)bits * words;
    int64_t own0 = 0, own1 = 0;
    for (int p = 0; p < bits; p++) {
      __m512i s0 = _mm512_setzero_si512(), s1 = s0;
      for (int k = 0; k < words; k++) {
        s0 = _mm512_add_epi64(s0, _mm512_popcnt_epi64(a0[p * words + k]));
        s1 = _mm512_add_epi64(s1, _mm512_popcnt_epi64(a1[p * words + k]));
      }
      own0 += _mm512_reduce_add_epi64(s0) << p;
      own1 += _mm512_reduce_add_epi64(s1) << p;
    }
    for (int n = 0; n < columns; n += 4) {
      const __m512i *w0 = w + (int64_t)n * words, *w1 = w0 + words, *w2 = w1 + words, *w3 = w2 + words;
      __m512i t[8];
      for (int i = 0; i < 8; i++) t[i] = _mm512_setzero_si512();
      for (int p = bits - 1; p >= 0; p--) {
        const __m512i *x0 = a0 + p * words, *x1 = a1 + p * words;
        for (int i = 0; i < 8; i++) t[i] = _mm512_add_epi64(t[i], t[i]);
        for (int k = 0; k < words; k++) {
          __m512i u = x0[k], v = x1[k], q0 = w0[k], q1 = w1[k], q2 = w2[k], q3 = w3[k];
          t[0] = _mm512_add_epi64(t[0], _mm512_popcnt_epi64(_mm512_and_si512(u, q0)));
          t[1] = _mm512_add_epi64(t[1], _mm512_popcnt_epi64(_mm512_and_si512(u, q1)));
          t[2] = _mm512_add_epi64(t[2], _mm512_popcnt_epi64(_mm512_and_si512(u, q2)));
          t[3] = _mm512_add_epi64(t[3], _mm512_popcnt_epi64(_mm512_and_si512(u, q3)));
          t[4] = _mm512_add_epi64(t[4], _mm512_popcnt_epi64(_mm512_and_si512(v, q0)));
          t[5] = _mm512_add_epi64(t[5], _mm512_popcnt_epi64(_mm512_and_si512(v, q1)));
          t[6] = _mm512_add_epi64(t[6], _mm512_popcnt_epi64(_mm512_and_si512(v, q2)));
          t[7] = _mm512_add_epi64(t[7], _mm512_popcnt_epi64(_mm512_and_si512(v, q3)));
        }
      }
      for (int i = 0; i < 4; i++) {
        out[(int64_t)m * columns + n + i] = (int32_t)(2 * _mm512_reduce_add_epi64(t[i]) - own0);
        out[(int64_t)(m + 1) * columns + n + i] = (int32_t)(2 * _mm512_reduce_add_epi64(t[4 + i]) - own1);
      }
    }
  }
}
