#!/usr/bin/env pwsh
# Trains a version into this registry: every argument goes to `clearinghouse model train`.
#   ml-models/retrain.ps1 --bars BTCUSDT=btc.csv.gz --bars ETHUSDT=eth.csv.gz
# CLEARINGHOUSE names another program than the one of this source tree.
$ErrorActionPreference = 'Stop'
$arguments = @('model', 'train') + $args
if ($args -notcontains '--registry') { $arguments += @('--registry', $PSScriptRoot) }
if ($env:CLEARINGHOUSE) { & $env:CLEARINGHOUSE @arguments }
else { dotnet run -c Release --project "$PSScriptRoot/../src/Clearinghouse.Cli" -- @arguments }
exit $LASTEXITCODE
