// One row a claim c, with who says so and the words that prove it; the same text in two places is one row.
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:IN]->(a:Article)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Entity)
OPTIONAL MATCH (c)-[:STATED_BY]->(w:Entity)
WITH c, s, o, t, w, a ORDER BY a.id, c.id
WITH a.sha256 AS text, c.start AS start, c.end AS end, coalesce(c.said_on, c.time_start, '') AS day, c.said_on AS said_on,
     s.name AS subject, c.predicate AS relation,
     CASE WHEN o IS NULL THEN c.object_value + coalesce(' ' + c.object_unit, '') ELSE o.name END AS object,
     t.name AS addressee, c.polarity AS polarity, c.modality AS modality,
     c.time_start AS time_start, c.time_end AS time_end,
     c.amount + coalesce(' ' + c.amount_unit, '') AS amount, c.qualifier AS qualifier, w.name AS stated_by, c.quote AS quote,
     head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
     collect(coalesce(a.url, a.location)) AS urls, min(c.id) AS claim
RETURN said_on, subject, relation, object, addressee, polarity, modality, time_start, time_end, amount, qualifier,
       stated_by, quote, title, sources, urls, claim
ORDER BY day, title, start, end, claim
