# Completion of resist in bash: source this file.
_resist_completion() {
    local kind value meaning
    COMPREPLY=()
    # $2 is what bash takes for the word at the cursor: it parts words at colons and equals signs, where resist does not.
    while IFS=$'\t' read -r kind value meaning; do
        if [[ $kind == file ]]; then
            compopt -o default -o filenames 2>/dev/null
            return
        fi
        COMPREPLY+=("$value")
    done < <(_RESIST_COMPLETE=complete _RESIST_LINE="${COMP_LINE:0:COMP_POINT}" _RESIST_WORD="$2" "${1/#\~\//$HOME/}" 2>/dev/null)
}
complete -F _resist_completion resist
