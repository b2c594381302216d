#compdef resist
# Completion of resist in zsh: name this file _resist in a folder of $fpath, or source it after compinit.
_resist_completion() {
    local line
    local -a fields found
    for line in "${(@f)$(_RESIST_COMPLETE=complete _RESIST_LINE="${(j: :)words[1,CURRENT]}" "${words[1]/#\~\//$HOME/}" 2>/dev/null)}"; do
        fields=("${(@ps:\t:)line}")
        case $fields[1] in
            file) _files && return ;;
            word) found+=("${fields[2]//:/\\:}:${fields[3]}") ;;
        esac
    done
    # -U: resist has chosen already, whatever the case of what was typed.
    (( $#found )) && _describe -V resist found -U
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _resist_completion "$@"
else
    compdef _resist_completion resist
fi
