"""What all questions of the argument share: values that are asked, ranges, bands, what an answer hangs on."""
