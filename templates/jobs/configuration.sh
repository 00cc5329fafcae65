# Flink's configuration as Flink is to read it, in memory: `$(NAME)` in its file is the value of a variable, which no object holds.
set -eu
# Bytes are characters.
LC_ALL=C

declare -A variables
while IFS= read -r -d '' pair; do
  variables[${pair%%=*}]=${pair#*=}
done </proc/self/environ

# written NAME: the value as the file has it, or why it has not.
written() {
  local text char
  value='' why="the variable $1 is not set"
  [ -n "${variables[$1]+set}" ] || return 1
  text=${variables[$1]}
{% if quoted %}
  char=\\ value=${text//"$char"/"$char$char"}
  value=${value//'"'/"$char"'"'}
  while [[ $value =~ [[:cntrl:]] ]]; do
    printf -v char '\\u%04x' "'${BASH_REMATCH[0]}"
    value=${value//"${BASH_REMATCH[0]}"/"$char"}
  done
{% else %}
  why="the value of the variable $1 cannot be written: it is empty, or contains a line break or a #, or space at an end"
  char=$'#\n\r'
  case $text in
  '' | *["$char"]* | [[:space:]]* | *[[:space:]]) return 1 ;;
  esac
  value=$text
{% endif %}
}

for file in {{ from }}/*; do
  name=${file##*/}
  if [ "$name" != {{ file }} ]; then
    [ ! -f "$file" ] || cp "$file" {{ to }}/
    continue
  fi
  # Each part ends where a reference could: a long file is read once.
  filled=()
  while IFS= read -r -d ')' part; do
    if [[ $part =~ \$\(([A-Za-z_.-][A-Za-z0-9_.-]*)$ ]]; then
      reference=${BASH_REMATCH[0]} before=${part%"${BASH_REMATCH[0]}"}
      if [[ $before = *\$ ]]; then
        filled+=("${before%?}$reference)")
      elif written "${BASH_REMATCH[1]}"; then
        filled+=("$before$value")
      else
        echo "flink-configuration: $why" >&2
{% if strict %}
        exit 1
{% else %}
        # What is there is an older configuration, maybe.
        filled+=("$part)")
{% endif %}
      fi
    else
      filled+=("$part)")
    fi
  done <"$file"
  filled+=("$part")
  printf '%s' "${filled[@]}" >{{ to }}/{{ file }}
done
