"""Checks: what keeps a draft from being published; pure functions, a module a check."""
