"""What an inventory corrects of what was decided on: proposed to moderators, or taken back."""
