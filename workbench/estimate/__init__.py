"""What summarising costs: prices, a recording of what a listing needs, and a month of both."""
