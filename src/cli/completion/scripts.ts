export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

const BASH = String.raw`# kkm in bash: . <(kkm completion bash)
_kkm() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = :files ]; then compopt -o default; else COMPREPLY+=("\${line%%$'\t'*}"); fi
  done < <(kkm complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -F _kkm kkm
`

const ZSH = String.raw`#compdef kkm
# kkm in zsh: source <(kkm completion zsh), or as _kkm in a folder of $fpath
_kkm() {
  local line files
  local -a values shown
  while IFS= read -r line; do
    if [[ $line == :files ]]; then files=1; else values+=("\${line%%$'\t'*}"); shown+=("\${line/$'\t'/  }"); fi
  done < <(kkm complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#values )) && compadd -l -d shown -a values
  [[ -n $files ]] && _files
}
if [[ $funcstack[1] == _kkm ]]; then _kkm; else compdef _kkm kkm; fi
`

const FISH = String.raw`# kkm in fish: kkm completion fish | source
function __kkm_complete
  set -l words (commandline -opc)[2..-1] (commandline -ct)
  for line in (kkm complete fish $words 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c kkm -f -a '(__kkm_complete)'
`

/** What a shell reads once; at each key it calls `kkm complete SHELL …`. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH.replaceAll('\\$', '$'),
  zsh: ZSH.replaceAll('\\$', '$'),
  fish: FISH,
}
