/*
title: Who refuses what to whom
description: >
  Refusals, however they are said: what is refused, and what is not promised, not provided or not agreed on.
  "Did not rule out" is no refusal: kg query disputes has it.
rows: claims
parameters:
  by: {type: entity, help: who refuses}
  to: {type: entity, help: to whom}
  topic: {type: topic, help: what is refused}
  summit: {type: summit, help: only articles on this summit}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
example: kg query refusals --by NATO --topic "membership timetable"
*/
MATCH (c:Claim)
WHERE c.predicate IN ['REFUSES', 'PROMISES', 'PROVIDES', 'AGREES_ON']
  AND c.polarity = CASE c.predicate WHEN 'REFUSES' THEN 'affirmed' ELSE 'denied' END
  AND c.modality <> 'possible' AND c.status <> 'rejected'
  AND ($by IS NULL OR EXISTS { MATCH (c)-[:SUBJECT]->(e:Entity) WHERE e.id IN $by })
  AND ($to IS NULL OR EXISTS { MATCH (c)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($summit IS NULL
    OR EXISTS { MATCH (c)-[:IN]->(a:Article) WHERE a.summit IN $summit }
    OR EXISTS { MATCH (c)-[:IN]->(:Article)<-[:IN]-(:Claim)-[:SUBJECT|OBJECT]->(e:Summit) WHERE e.id IN $summit })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
WITH DISTINCT c
