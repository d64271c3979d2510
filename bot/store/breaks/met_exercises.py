"""Which exercises each person has begun, and the cautions they were shown."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Who
from bot.store.db.tables import met_exercises as met
from bot.store.db.upserts import upsert


async def meet(connection: AsyncConnection, who: Who, exercise: Exercise) -> bool:
    """Records that the person begins the exercise; whether its cautions are new to them."""
    row = {**who._asdict(), "exercise_id": exercise.id, "cautions": exercise.cautions_digest}
    shown = await connection.scalar(
        select(met.c.cautions).where(
            met.c.workspace_id == who.workspace_id,
            met.c.user_id == who.user_id,
            met.c.exercise_id == exercise.id,
        )
    )
    if shown == exercise.cautions_digest:
        return False
    insert = upsert(connection, met)
    await connection.execute(
        insert.on_conflict_do_update(
            index_elements=[met.c.workspace_id, met.c.user_id, met.c.exercise_id],
            set_={"cautions": insert.excluded.cautions},
        ),
        row,
    )
    return True
