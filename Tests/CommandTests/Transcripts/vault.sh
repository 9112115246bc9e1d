# What most transcripts begin with: a vault of aigerim's, and a way to be one of its members for a command.

# as NAME COMMAND…: runs casevault as NAME, whose passphrase comes through a descriptor.
as() { CASEVAULT_AS=$1 casevault "${@:2}" --passphrase-fd 3 3<<<"passphrase of $1"; }

# admit NAME ROLE: aigerim admits a member.
admit() {
  CASEVAULT_AS=aigerim casevault member add "$1" --role "$2" --passphrase-fd 3 \
    3<<<"passphrase of aigerim"$'\n'"passphrase of $1"
}

# id COMMAND…: what a command has made, by the last word of its answer.
id() { "$@" | awk 'NR == 1 { print $NF }'; }

casevault init vault --handle aigerim --role monitor --quiet --passphrase-fd 3 \
  3<<<$'passphrase of aigerim\npassphrase of recovery' >/dev/null
export CASEVAULT_DIR=$PWD/vault
