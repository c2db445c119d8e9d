/*
title: Who meets and works with whom
description: Talks, visits and cooperation between actors.
rows: claims
parameters:
  who: {type: entity, help: one of the two}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query meetings --who Zelenskyy
*/
MATCH (c:Claim)
WHERE c.predicate IN ['MEETS', 'COOPERATES_WITH'] AND c.status <> 'rejected'
  AND ($who IS NULL OR EXISTS { MATCH (c)-[:SUBJECT|OBJECT]->(e:Entity) WHERE e.id IN $who })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
