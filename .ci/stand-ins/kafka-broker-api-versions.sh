#!/usr/bin/env bash
# Of the tool of this name only what a health check asks of it: does the broker take connections?
exec 3<> "/dev/tcp/${2%:*}/${2#*:}"
