/*
title: Who sanctions whom
description: Sanctions and embargoes that were imposed, are planned, or were refused.
rows: claims
parameters:
  by: {type: entity, help: who imposes them}
  "on": {type: entity, help: against whom}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query sanctions --by "European Union"
*/
MATCH (c:Claim)
WHERE c.predicate = 'SANCTIONS' AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($on IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $on })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
