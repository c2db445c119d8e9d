/*
title: Who attends or hosts which summit
description: Those who attend, host, were invited to, or stay away from a summit.
rows: claims
parameters:
  summit: {type: summit, help: which summit}
  who: {type: entity, help: only this actor}
example: kg query attends --summit "Vilnius 2023"
*/
MATCH (e:Summit)<-[:OBJECT]-(c:Claim)
WHERE c.predicate IN ['ATTENDS', 'HOSTS', 'INVITES'] AND c.status <> 'rejected'
  AND ($summit IS NULL OR e.id IN $summit)
  AND ($who IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(s:Entity) WHERE s.id IN $who })
WITH DISTINCT c
