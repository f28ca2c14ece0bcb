"""Our outlets beside those of peers, on what one release publishes, each as its makers run it."""
