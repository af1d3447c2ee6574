"""The programming interface: one NinjaAPI that mounts the stages' routers."""
