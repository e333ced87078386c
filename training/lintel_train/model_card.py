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


def _groups(card: dict) -> str:
    groups = card['accuracy'].get('groups')
    if not groups:
        return 'Not measured for this file.'
    lines = ['| group | faces | FMR there |', '| --- | --- | --- |']
    lines += [f'| {g["group"]} | {g["faces"]} | {g["fmr"]:.2g} |' for g in groups['rows']]
    each = max(g['faces'] for g in groups['rows'])
    pairs = each * (each - 1) // 2
    worst = max(g['fmr'] for g in groups['rows'])
    return (
        f'At the threshold {groups["threshold"]:.3f}, where the held-out split has an FMR of {groups["fmr"]:g}, pairs of two pictures **within** a group of UTKFace '
        f'match falsely as often as this. It names no people, so FNMR by group is not known; these faces were trained on. The worst group is {worst / groups["fmr"]:.0f} '
        f'times the nominal rate: a threshold must be set for the people at the door, not for a mean. {each} faces make {pairs:,} pairs, so 0 means fewer than one in '
        f'{pairs:,}, and a row of one or two pairs says little.\n\n' + '\n'.join(lines)
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
Thresholds below the smallest FMR of the table are not known: fewer than ten impostor pairs lie there, and all pairs come from {held['people']} people.

**Lost to int8** (activations in 8 bits against float, {loss['faces']} of these faces): {loss['balancedAccuracy']['lostPoints']} points of balanced accuracy; cosine between
both embeddings {loss['cosine']['mean']} on average, {loss['cosine']['least']} at least.

## By group
{_groups(card)}

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
