"""The commands of `summariser`, one module each.

A command turns its options into one call. The module it calls has the name of the command, or says
more precisely what it does.
"""
