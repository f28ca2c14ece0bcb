"""Take former releases back, because they show what is hidden now, and issue them anew."""
