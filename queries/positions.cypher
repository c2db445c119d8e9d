/*
title: Who is for a thing and who against it
description: Support, opposition, promises, demands and refusals on one matter, those denied and possible included.
rows: claims
parameters:
  topic: {type: topic, required: true, help: the matter}
  by: {type: entity, help: only this actor}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query positions --topic "membership timetable"
*/
MATCH (o:Entity)<-[:OBJECT]-(c:Claim)
WHERE o.id IN $topic AND c.status <> 'rejected'
  AND c.predicate IN ['SUPPORTS', 'OPPOSES', 'PROMISES', 'PROVIDES', 'REFUSES', 'DEMANDS', 'SEEKS', 'AGREES_ON', 'CONDEMNS', 'WARNS']
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
