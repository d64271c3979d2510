"""What every card is built from: Block Kit, action ids, button values."""
