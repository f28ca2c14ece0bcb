"""What was proposed for what people type: those of one town type the same few names."""
