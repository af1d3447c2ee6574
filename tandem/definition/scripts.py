"""The questions an interview begins with: about what people did, not about what they would buy."""

SCRIPT = """\
Tell me about the last time this happened. What were you doing?
What did you do then, step by step?
How often does it happen? When was the time before?
What does it cost you: time, money, somebody's patience?
What have you tried, and why did you stop or stay with it?
Who else is affected, and who decides about it?
If it were gone tomorrow, what would you do differently?
What have you paid, or given up, to be rid of it?
What did I not ask that I should have?"""
