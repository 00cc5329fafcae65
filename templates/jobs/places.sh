
# place SAVEPOINT: sets scheme, host, port and path (one spelling of each), with nothing for what the text does not name.
place() {
  local LC_ALL=C
  local -a parts
  local part rest=$1
  scheme='' host='' port='' path=''
  rest=${rest#"${rest%%[![:space:]]*}"}
  rest=${rest%"${rest##*[![:space:]]}"}
  if [[ $rest =~ ^([A-Za-z][A-Za-z0-9+.-]*):(.*)$ ]]; then
    scheme=${BASH_REMATCH[1],,} rest=${BASH_REMATCH[2]}
    if [[ $rest == //* ]]; then
      rest=${rest:2}
      host=${rest%%/*}
      rest=${rest#"$host"}
      if [[ $host == *:* ]]; then
        port=${host##*:} host=${host%:*}
      fi
      host=${host,,}
    fi
  fi
  case $scheme in
    s3[anp]) scheme=s3 ;;
    abfss | wasbs) scheme=${scheme%s} ;;
  esac
  mapfile -td / parts < <(printf %s "$rest")
  for part in "${parts[@]}"; do
    case $part in
      '' | .) ;;
      ..) path=${path%/*} ;;
      *) path+=/$part ;;
    esac
  done
  # The file in it.
  path=${path%/_metadata}
}

# same SAVEPOINT SAVEPOINT: whether both are one place. A part that one of them leaves to Flink's configuration, such as the name
# node, counts as the same.
same() {
  local scheme host port path one_scheme one_host one_port one_path
  place "$1"
  one_scheme=$scheme one_host=$host one_port=$port one_path=$path
  place "$2"
  [ "$path" = "$one_path" ] || return
  [ -z "$scheme" ] || [ -z "$one_scheme" ] || [ "$scheme" = "$one_scheme" ] || return
  [ -z "$host" ] || [ -z "$one_host" ] || [ "$host" = "$one_host" ] || return
  [ -z "$port" ] || [ -z "$one_port" ] || [ "$port" = "$one_port" ]
}
