"""`docs/model-card.md` from the JSON card, so that the page never says another figure than the file."""


def _percent(x: float) -> str:
    return f'{100 * x:.1f} %'


def _rates(card: dict) -> str:
    teacher = {row['fmr']: row['fnmr'] for row in card['accuracy'].get('teacherThere', {}).get('fnmr', [])}
    lines = ['| FMR | threshold | FNMR | 95 % interval, by person | the teacher there |', '| --- | --- | --- | --- | --- |']
    for row in card['accuracy']['heldOut']['fnmr']:
        other = _percent(teacher[row['fmr']]) if row['fmr'] in teacher else ''
        lines.append(f'| {row["fmr"]:g} | {row["threshold"]:.3f} | {_percent(row["fnmr"])} | {_percent(row["low"])} to {_percent(row["high"])} | {other} |')
    return '\n'.join(lines)


def _centred(card: dict) -> str:
    """What taking the site's mean away gives, where the card says so."""
    centred = card['accuracy'].get('centred')
    if not centred:
        return ''
    lines = ['| FMR | FNMR as they are | centred |', '| --- | --- | --- |']
    lines += [f'| {r["fmr"]:g} | {_percent(r["without"])} | {_percent(r["with"])} |' for r in centred['fnmr']]
    return (
        f'**Centred on the site.** The app takes away what the people of one site share (ADR 6), from {centred["priorPeople"]} people on. Here: half of these people centred on the mean of the '
        f'*other* half, drawn towards zero as by {centred["priorPeople"]} people, one picture against one within each half:\n\n' + '\n'.join(lines) + '\n'
    )


def _strangers(card: dict) -> str:
    """The tail that thresholds follow from, other cuts, and groups."""
    found = card['impostors']
    if 'groups' not in found:
        return 'Not measured for this file: no faces were held back from training. Thresholds follow from the held-out people alone.'
    said = lambda rows: ' · '.join(f'{f:g} at {t:.3f}' for f, t in rows)
    fmrs = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]
    decades = [row for row in found['tail'] if row[0] in fmrs]
    cuts = [f'| {c["cut"]:g} | {c["leftOut"]:,} | {said(c["thresholds"])} |' for c in found['cuts']]
    groups = [f'| {g["group"]} | {g["faces"]:,} | {g["pairs"]:,} | {said(g["at"])} | {g["shift"]:+.3f} + {g["scale"]:.2f} × |' for g in found['groups']]
    searched = [f'| {s["gallery"]:,} | ' + ' · '.join(f'{100 * a["fpir"]:.2g} % at {a["threshold"]:.3f}' for a in s['at']) + ' |' for s in found['searches']]
    return (
        f'{found["pairs"]:,} pairs of {found["faces"]:,} adults without a name whom no training step saw (or none after view 66,000). Pairs whose teacher cosine reaches {found["teacherCut"]:g} may '
        f'be one person and are left out, {found["leftOut"]:,} of them. FMR at a threshold: {said(decades)}. How far down it can be counted hangs on that cut:\n\n'
        '| teacher cosine from which a pair is left out | pairs left out | FMR at a threshold |\n| --- | --- | --- |\n' + '\n'.join(cuts) + '\n\n'
        '**Within groups**, where the data say who is what (UTKFace, All-Age-Faces, SCUT-FBP5500), a stranger of one\'s own kind is more often taken for one. The last column is the group\'s line: '
        'its threshold at any FMR is that of all adults moved and stretched so. An administrator sets the threshold by all adults, by the worst group of adults, or by children too.\n\n'
        '| group | faces | pairs | FMR at a threshold | line |\n| --- | --- | --- | --- | --- |\n' + '\n'.join(groups) + '\n\n'
        'FNMR by group is not known: nobody is named. **Searches** as a door makes them, one picture each: strangers who find anybody (FPIR) among so many of these adults:\n\n'
        '| enrolled | FPIR |\n| --- | --- |\n' + '\n'.join(searched)
    )


def render(card: dict) -> str:
    """-> the page in Markdown."""
    held, loss, training = card['accuracy']['heldOut'], card['lossOfInt8'], card['training']
    at_1e3 = next(row for row in held['fnmr'] if row['fmr'] == 1e-3)
    return f"""# Model card: {card['id']}

Written by `training/export.py` from `resources/model/q.json`; do not edit (the words stand in `training/lintel_train/model_card.py`).

**What it is.** Network Q of Zhou et al. 2018 (54 layers with weights, 46,004,224 of them one bit, Conv1a float): a 112 × 96 colour picture of an aligned face →
1024 numbers; the picture and its mirror → 2048, L2-normalised, compared by cosine. `{card['file']}`, {card['bytes']:,} bytes, SHA-256 `{card['sha256']}`.

**How good it is: {_verdict(at_1e3['fnmr'])}** At one false match in 1,000 comparisons it refuses {_percent(at_1e3['fnmr'])} of genuine pairs of single pictures on the
held-out split. The paper's Q, trained for up to 64 million views of 440,000 pictures of 10,575 named people, reports 97.43 % on LFW; this one has seen
{training['imagesSeen']:,} views of {training['faces']:,} faces in {training['hours']} hours on two shared CPU cores. `npm run evaluate` measures LFW.

## Accuracy on the held-out split
{held['faces']:,} faces of {held['people']} people, {held['genuinePairs']:,} genuine and {held['impostorPairs']:,} impostor pairs, int8 as shipped, one picture against one.
{training['heldOut'][0].upper() + training['heldOut'][1:]}: harder than a door with good light, and its people are all from one country.

{_rates(card)}

Balanced accuracy at its best threshold {100 * held['balancedAccuracy']:.2f} %; correlation of all pairs' scores with the teacher's {held.get('correlationWithTeacher', 'not measured')}.
Fewer than ten impostor pairs lie below the smallest FMR of this table, and all pairs come from {held['people']} people: the app's thresholds follow from the strangers below.

**Lost to int8** (activations in 8 bits against float, {loss['faces']} of these faces): {loss['balancedAccuracy']['lostPoints']} points of balanced accuracy; cosine between
both embeddings {loss['cosine']['mean']} on average, {loss['cosine']['least']} at least.

{_centred(card)}
## Strangers by the thousand
{_strangers(card)}

## Training
{training['method'][0].upper() + training['method'][1:]}. Recipe `{training['recipe']}`, run
`{training['run']}` (`training/runs/{training['run']}.py`), {training['steps']:,} steps. Teacher: {training['teacher']}.

Faces: {'; '.join(training['sets'])} ({training['faces']:,} aligned 112 × 112 faces). Left out: {training['excluded']}.

**Licence question.** {training['licence']}

## Known weaknesses
- Far fewer views than a network of this size needs; accuracy still climbs with every hour (`training/EXPERIMENTS.md`).
- The faces are aligned by SCRFD's five points; the app's own detector places them slightly differently.
- No twins, no children over years, few faces with masks (5,193) or strong side light; children are matched falsely more often.
- It does not tell a photograph of a face from a face. That is liveness, another model.
- One picture against one. The app enrols five captures and votes over frames, which helps; how much is measured there, not here.

## Intended use
Trying the app, and a second factor where a mistake costs little. Not for locking people in or out on its own, not for finding people in crowds, not for
guessing age, gender, feelings or origin.
"""


def _verdict(fnmr: float) -> str:
    if fnmr > 0.5:
        return 'not good enough to open a door on its own.'
    if fnmr > 0.1:
        return 'usable with several captures a person and a second factor, not alone.'
    return 'usable at a door with people who cooperate.'
