# Completion of resist in fish: source this file, or put it into ~/.config/fish/completions.
function _resist_completion
    set --local program (commandline --tokenize --current-process)[1]
    set --local typed (commandline --cut-at-cursor --current-process | string collect)
    for line in (env _RESIST_COMPLETE=complete _RESIST_LINE=$typed $program 2>/dev/null)
        set --local fields (string split \t -- $line)
        switch $fields[1]
            case file
                __fish_complete_path (commandline --current-token --cut-at-cursor)
            case word
                printf '%s\t%s\n' $fields[2] $fields[3]
        end
    end
end
complete --command resist --no-files --keep-order --arguments '(_resist_completion)'
