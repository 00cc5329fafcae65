# What a change does to the manifests, as Markdown. $1: the commit it is compared with.
set -euo pipefail
work=$(mktemp -d)
trap 'git worktree remove --force "$work/base"; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/base" "$1"
mkdir "$work/before" "$work/after"
if [ -e "$work/base/@{path}" ] && ! (cd "$work/base" && flink-render render "@{path}" -o "$work/before"); then
    echo "What this is compared with does not render: all is shown as new."
fi
flink-render render "@{path}" -o "$work/after"
rm -f "$work"/{before,after}/.flink-render
echo "### flink-render: what this change does to the manifests"
echo
# Every object of a changed cluster has another hash.
(cd "$work" && git diff --no-index --no-color -I 'flinkoperator.k8s.io/render-hash: ' before after > diff) || [ $? = 1 ]
if [ ! -s "$work/diff" ]; then
    echo "Nothing."
else
    # A comment holds 65536 characters.
    printf '```diff\n%s\n```\n' "$(head -c 60000 "$work/diff")"
    [ "$(wc -c < "$work/diff")" -le 60000 ] || printf '\n%s\n' "The rest did not fit."
fi
