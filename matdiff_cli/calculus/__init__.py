"""Derivatives: a function taken apart, its change to first order, and what multiplies the increment read off."""
