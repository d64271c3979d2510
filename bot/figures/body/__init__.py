"""From a pose to joints in space: forward kinematics, two-bone reaching, contacts, tweening."""
