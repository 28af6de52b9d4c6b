"""How the database of the tests is migrated in half the time.

When a migration creates a model, Django builds all models anew that are related to it, however remotely: with ours, nearly all,
a hundred times over. A model that is new leaves the others as they are; it is enough to build that one. The schema that comes of
it is the same. The containers and the demo, which have tests of their own, migrate without this.
"""

from django.db.migrations.state import ModelState, ProjectState


def build_new_models_alone() -> None:
    ProjectState.add_model = _add_model  # type: ignore[method-assign]


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:  # built already
        self.apps.render_multiple([model_state])
