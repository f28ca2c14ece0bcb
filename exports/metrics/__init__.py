"""The figures that who keeps the service running watches, as Prometheus reads them."""
