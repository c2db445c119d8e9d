/*
title: What is denied or opposed
description: Claims that deny something, and opposition to a topic, an actor, a programme or a declaration.
rows: claims
parameters:
  by: {type: entity, help: who opposes or denies}
  topic: {type: topic, help: what is opposed or denied}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query disputes --topic "invitation to join"
*/
MATCH (c:Claim)
WHERE (c.polarity = 'denied' OR c.predicate = 'OPPOSES') AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
