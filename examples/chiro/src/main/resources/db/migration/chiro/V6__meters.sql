-- What plans limit is counted where it is stored: a practice whose plan has 100 patients is refused the next one, in the statement.
select tenancy.meter('patients', 'patients');
