# Completion of arshjul for bash. It holds no list of commands, options, kinds or forms of answers: those are asked of
# the program that is being typed, so that they are the ones it has.

# The program's words in English, whatever the locale; nothing when it cannot run.
_arshjul_ask() {
	LC_ALL=C LANGUAGE='' "${COMP_WORDS[0]/#\~/$HOME}" "$@" 2>/dev/null
}

# "--output DIR" and "-o DIR", one a line: the options of a command, or of all if none is named. A value that may be left
# out, as in --poll[=SECONDS], is no word of its own.
_arshjul_options() {
	_arshjul_ask help "$@" |
		sed -nE '/^options:/,$ s/^  (-(.), |    )(--[a-z-]+)(\[[^ ]+| ([^ ]+))?(  .*)?$/\3 \5\n-\2 \5/p' | sed '/^- /d'
}

_arshjul_commands() {
	_arshjul_ask help | sed -nE '/^commands:/,/^$/ s/^  ([a-z]+)( .*)?$/\1/p'
}

# What an answer of the command may look like: the words of "--format NAME   form of the answer: text (default), json".
_arshjul_formats() {
	_arshjul_ask help "$@" | tr '\n' ' ' | sed -nE 's/.* --format NAME +[^:]*: ([^-]*).*/\1/p' | sed 's/(default)//; s/,/ /g'
}

# Reads the words before the cursor: sets command, and operands to how many follow it.
_arshjul_read_words() {
	local i word option value takes=' '
	command='' operands=0
	while read -r option value; do
		[[ -z $value ]] || takes+="$option "
	done < <(_arshjul_options)
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $takes == *" $word "* ]]; then
			[[ ${COMP_WORDS[i + 1]-} != '=' ]] || i=$((i + 1))
			i=$((i + 1))
		elif [[ $word == -* ]]; then
			continue
		elif [[ -z $command ]]; then
			command=$word
		else
			operands=$((operands + 1))
		fi
	done
}

_arshjul_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_arshjul_files() {
	mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
	compopt -o filenames 2>/dev/null
}

# Folders, and files of that ending. One folder that holds a report is an answer: nothing is looked for below it.
_arshjul_reports() {
	local path
	_arshjul_files -d "$1"
	while IFS= read -r path; do
		[[ ! -f $path ]] || COMPREPLY+=("$path")
	done < <(compgen -f -X "!*.$2" -- "$1")
	path=${COMPREPLY[0]-}
	if [[ ${#COMPREPLY[@]} -eq 1 && $path != \~* && -f $path/report.xml ]]; then
		compopt +o filenames 2>/dev/null
		printf -v COMPREPLY[0] %q "$path"
	fi
}

# What may stand for a name of the program's usage, of an option's value or of an operand.
_arshjul_value() {
	case $1 in
	DIR) _arshjul_files -d "$2" ;;
	FILE) _arshjul_files -f "$2" ;;
	REPORT) _arshjul_reports "$2" xml ;;
	OLD | NEW) _arshjul_reports "$2" json ;;
	KIND) _arshjul_words "$(_arshjul_ask new --list | sed 's/ .*//')" "$2" ;;
	THEME) _arshjul_words "$(_arshjul_ask specimen --list)" "$2" ;;
	COMMAND) _arshjul_words "$(_arshjul_commands)" "$2" ;;
	esac
}

_arshjul() {
	local command operands option value before current=${COMP_WORDS[COMP_CWORD]}
	local -a names
	COMPREPLY=()
	_arshjul_read_words
	before=${COMP_WORDS[COMP_CWORD - 1]}
	# --format=json comes as three words.
	if [[ $current == '=' ]]; then
		current=''
	elif [[ $before == '=' && $COMP_CWORD -gt 2 ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	while read -r option value; do
		[[ $option == "$before" && -n $value ]] || continue
		if [[ $option == --format ]]; then
			_arshjul_words "$(_arshjul_formats "$command")" "$current"
		else
			_arshjul_value "$value" "$current"
		fi
		return
	done < <(_arshjul_options)
	if [[ $current == -* ]]; then
		_arshjul_words "$(_arshjul_options ${command:+"$command"} | sed 's/ .*//')" "$current"
	elif [[ -z $command ]]; then
		_arshjul_words "$(_arshjul_commands)" "$current"
	else
		read -ra names < <(_arshjul_ask help "$command" | sed -nE '1 s/^usage: arshjul [a-z]+//p')
		[[ ${#names[@]} -gt 0 ]] || return 0
		value=${names[operands]-}
		[[ ${names[-1]} != *...* || -n $value ]] || value=${names[-1]}
		value=${value//[^A-Z]/}
		_arshjul_value "$value" "$current"
	fi
}

complete -F _arshjul arshjul
