"""What happened at the demo company, stage by stage: each file puts its acts down on the timeline."""
