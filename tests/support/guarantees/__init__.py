"""What races, kills and faults are made with."""
