/*
title: What became of a programme, a declaration or a topic
description: >
  Its founding, what strengthened or undermined it, who reaffirmed or left it, and what it is said to do itself.
rows: claims
parameters:
  what: {type: topic, required: true, help: "the programme, declaration or topic"}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query status-of --what "NATO-Ukraine Council"
*/
MATCH (e:Entity)<-[:SUBJECT|OBJECT]-(c:Claim)
WHERE e.id IN $what AND c.status <> 'rejected'
  AND c.predicate IN ['ESTABLISHES', 'AGREES_ON', 'ISSUES', 'ADOPTED_AT', 'REAFFIRMS', 'SUPPORTS', 'OPPOSES', 'STRENGTHENS',
                      'UNDERMINES', 'JOINS', 'LEAVES', 'REFUSES', 'REQUIRES', 'PART_OF', 'SEEKS', 'HELD_IN']
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
