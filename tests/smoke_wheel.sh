#!/usr/bin/env bash
# Build the wheel, install it where nothing else is, and walk through a first day. The tests run in the checkout, with
# what checks it installed: only here is seen that a file was left out of the wheel or a dependency was not declared.
set -euo pipefail
cd "$(dirname "$0")/.."
checkout=$PWD
python=$checkout/.venv/bin/python

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m pip wheel -qq --disable-pip-version-check --no-deps --wheel-dir "$work/dist" .
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check "$work"/dist/crm-*.whl
"$work/venv/bin/python" -m pip check

export HOME=$work/home PATH=$work/venv/bin:$PATH TZ=UTC
unset "${!CRM_@}" "${!XDG_@}" "${!GIT_@}"
mkdir -p "$HOME" "$work/empty" "$work/sample"
git config --global user.name "Robin Example"
git config --global user.email robin@example.org
git ls-files contacts notes articles crm.toml | tar -cf - -T - | tar -xf - -C "$work/sample"
cd "$work/empty"

say() {
    printf '\n$ %s\n' "$*"
    "$@" </dev/null
}

say crm --version
say crm --help
say crm --book "$work/sample" --now "2026-06-09 10:30" due

COMP_WORDS=$'crm\nsh' COMP_CWORD=1 _CRM_COMPLETE=complete_bash crm | grep -x show
COMP_WORDS="crm --book $work/sample show jor" COMP_CWORD=4 _CRM_COMPLETE=complete_bash crm | grep -x jordan-example

crm schema contact | "$python" -m json.tool >"$work/schema.json"
crm --book "$work/sample" --now "2026-06-09 10:30" digest --format eml >"$work/digest.eml"
say crm --book "$work/sample" export vcard "$work/cards"
crm --book "$work/sample" export json "$work/book.json"

say crm init book
cd book
say crm import json "$work/book.json" --dry-run
say crm add "Jordan Example" --email jordan@example.org
say crm log jordan-example interview "From support into data platforms" --on "2026-06-09 09:30-10:00" \
    --takeaway "Weekly cross-team reviews saved the migration"
say crm --now "2026-06-09 10:30" due
crm --now "2026-06-09 10:30" due --json | python -m json.tool | grep '"action": "thank-you"'
git status --short --branch

printf '\nthe wheel works\n'
