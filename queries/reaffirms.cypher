/*
title: Who stands by what was said before
description: Earlier commitments and declarations that are restated, or that are not.
rows: claims
parameters:
  by: {type: entity, help: who reaffirms}
  what: {type: topic, help: "the declaration, programme or topic"}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query reaffirms --by NATO
*/
MATCH (c:Claim)
WHERE c.predicate = 'REAFFIRMS' AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($what IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $what })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
