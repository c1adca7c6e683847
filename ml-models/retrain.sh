#!/bin/sh
# Trains a version into this registry: every argument goes to `clearinghouse model train`.
#   ml-models/retrain.sh --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
# CLEARINGHOUSE names another program than the one of this source tree.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case " $* " in
    *" --registry "*) ;;
    *) set -- "$@" --registry "$here" ;;
esac
if [ -n "${CLEARINGHOUSE:-}" ]; then exec "$CLEARINGHOUSE" model train "$@"; fi
exec dotnet run -c Release --project "$here/../src/Clearinghouse.Cli" -- model train "$@"
