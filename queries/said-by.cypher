/*
title: What someone says
description: Claims that an article attributes to a speaker, also where one speaker reports another.
rows: claims
parameters:
  who: {type: entity, required: true, help: the speaker}
  topic: {type: topic, help: what it is said about}
  relation: {type: relation, help: only this relation}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query said-by --who Stoltenberg
*/
MATCH (e:Entity)<-[:STATED_BY|VIA]-(c:Claim)
WHERE e.id IN $who AND c.status <> 'rejected'
  AND ($relation IS NULL OR c.predicate IN $relation)
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(o:Entity) WHERE o.id IN $topic })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
