"""Records: files of listings and of events are read record by record, as streams."""
