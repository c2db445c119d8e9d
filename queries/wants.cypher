/*
title: What someone wants
description: Demands on others, and what is sought, hoped for or aimed at.
rows: claims
parameters:
  by: {type: entity, help: who wants it}
  to: {type: entity, help: of whom it is demanded}
  topic: {type: topic, help: what is wanted}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query wants --by Ukraine
*/
MATCH (c:Claim)
WHERE c.predicate IN ['DEMANDS', 'SEEKS'] AND c.polarity = 'affirmed' AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($to IS NULL OR EXISTS { MATCH (c)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
