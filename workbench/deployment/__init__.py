"""What can be tried of a deployment without an account: `make deploy-check`."""
