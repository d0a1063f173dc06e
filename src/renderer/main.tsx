import 'antd/dist/reset.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from './connection/connection';
import { LanguageRoot } from './i18n/language-root';
import { JobsProvider } from './jobs/jobs-context';
import { Shell } from './shell/shell';
import { ThemeRoot } from './theme/theme-root';
import { JobOutcomes } from './views/jobs/job-outcomes';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element "root"');

createRoot(container).render(
  <StrictMode>
    <LanguageRoot>
      <ThemeRoot>
        <Connection>
          <JobsProvider>
            <JobOutcomes>
              <Shell />
            </JobOutcomes>
          </JobsProvider>
        </Connection>
      </ThemeRoot>
    </LanguageRoot>
  </StrictMode>,
);
