"""Deploys the templates to an emulator and runs the real artifact against what was deployed."""
