"""Poses to joints in space: forward and inverse kinematics, contacts and tweening."""
