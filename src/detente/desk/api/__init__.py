"""The REST API under ``/api``: what the pages show, for programs."""

from fastapi import APIRouter

router = APIRouter(prefix="/api")
