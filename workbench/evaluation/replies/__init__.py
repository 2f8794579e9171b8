"""Recorded replies of a real model, played through the checks and the whole loop."""
