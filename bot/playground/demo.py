"""The world that the demo opens with: a visitor, and a group with topics and a neighbour in it."""

from bot.playground.person import Person
from bot.playground.world import World

GROUP = "পাড়ার খবর / Neighbourhood news"
TOPICS = ("বিশ্ব / World", "আড্ডা / Chat")


def furnish(world: World) -> None:
    """Put the visitor, their chat with the bot, a neighbour and a group into an empty world."""
    visitor = world.person("You", language_code="en", username="visitor")
    neighbour = world.person("রহিমা", language_code="bn", username="rahima")
    world.visitor = visitor
    world.private(visitor)
    world.group(GROUP, members=[visitor, neighbour], admins=[neighbour], topics=TOPICS)


GUEST, EDITOR = "Anna", "সম্পাদক / Editor"


def add_guest(world: World, name: str = GUEST) -> Person:
    """Give someone else, whose private chat with the bot stands beside the visitor's."""
    guest = world.person(name, language_code="en")
    world.private(guest).started = True
    world.guests.append(guest)
    return guest
