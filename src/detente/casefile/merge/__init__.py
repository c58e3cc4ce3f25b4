"""Events of several reports that are the same happening become one occurrence, actors of several
reports one entity. Every decision is a judgement that can be seen and overruled."""
