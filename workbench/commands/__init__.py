"""The commands of `summariser`, one module each: options in, one call out."""
