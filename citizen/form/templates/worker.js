import { serve } from {{ asset("form/offline/worker.js") | tojson }};

serve({
  name: {{ name | tojson }},
  spoken: {{ spoken | tojson }},
  pages: {{ pages | tojson }},
  files: {{ files | tojson }},
});
